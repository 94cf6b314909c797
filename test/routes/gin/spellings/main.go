package main

import "github.com/gin-gonic/gin"

func main() {
	r := gin.Default()
	r.GET("/capitals", answer)
	r.Post("/capitalized", answer)
	r.Run()
}

func answer(c *gin.Context) {
	c.JSON(200, c.Get("/not-a-route"))
}
