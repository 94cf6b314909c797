package main

import "github.com/labstack/echo"

func main() {
	e := echo.New()
	e.Get("/users/:id", show)
	e.POST("/users", show)
	e.Start(":1323")
}

func show(c echo.Context) error {
	return c.JSON(200, c.Get("/not-a-route"))
}
