package main

import (
	"github.com/gin-gonic/gin"

	"example.com/blog/routes"
)

func main() {
	r := gin.Default()
	r.GET("/ping", func(c *gin.Context) {
		c.JSON(200, c.DefaultQuery("echo", "") + c.PostForm("text"))
	})
	r.Any("/any", nil)
	r.Match([]string{"GET", "PUT"}, "/match", nil)
	r.Handle("REPORT", "/unusual", nil)
	r.Handle("DELETE", "/handled", nil)
	r.Static("/assets", "./assets")
	r.GET("/files/*path", nil)

	v1 := r.Group(routes.Prefix)
	v1.Use(gin.Logger())
	{
		routes.Posts(v1)
		routes.NewComments("x").Register(v1.Group("/comments"))
	}
	for _, route := range routes.Table {
		r.Handle(route.Method, route.Path, route.Handler)
	}
}
