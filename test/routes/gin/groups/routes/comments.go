package routes

import "github.com/gin-gonic/gin"

type Comments struct{ name string }

func NewComments(name string) *Comments { return &Comments{name: name} }

func (c *Comments) Register(router gin.IRouter) {
	router.GET("/", c.list)
	router.DELETE("/:id", c.list)
}

func (c *Comments) list(ctx *gin.Context) {}
