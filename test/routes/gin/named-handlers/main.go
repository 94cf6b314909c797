package main

import "github.com/gin-gonic/gin"

type Users struct{}

func (u *Users) List(c *gin.Context) {
	c.String(200, c.Query("search")+c.DefaultQuery("page", "1"))
}

func create(c *gin.Context) {
	c.String(200, c.PostForm("name"))
}

func main() {
	users := &Users{}
	r := gin.Default()
	r.GET("/users", users.List)
	r.POST("/users", create)
	r.Run()
}
