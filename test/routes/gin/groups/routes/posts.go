package routes

import "github.com/gin-gonic/gin"

func Posts(group *gin.RouterGroup) {
	posts := group.Group("/posts")
	posts.GET("", list).POST("", list)
	posts.GET("/:id", list)
}

func list(c *gin.Context) {
	c.Get("/not-a-route")
	c.Header("X-Path", "/neither")
}

var Table = []struct {
	Method, Path string
	Handler      gin.HandlerFunc
}{
	{"GET", "/table/first", list},
	{Method: "POST", Path: "/table/second", Handler: list},
}
