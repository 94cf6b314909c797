package server

import (
	"github.com/gin-gonic/gin"

	"example.com/injected/settings"
	"example.com/injected/users"
)

type Routes interface {
	Mount(group *gin.RouterGroup)
}

type Server struct {
	engine *gin.Engine
	routes Routes
}

// Nobody is seen to call this: a container does.
func New(config *settings.Settings, admin *users.Admin, routes Routes) *Server {
	s := &Server{engine: gin.New(), routes: routes}
	api := s.engine.Group(config.BasePath + "/api")
	admin.Register(api)
	s.routes.Mount(api)
	s.engine.GET(config.MetricsPath, nil)
	return s
}
