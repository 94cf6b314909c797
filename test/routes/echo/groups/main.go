package main

import (
	"net/http"
	"path"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

const admin = "/admin"

type App struct{ echo *echo.Echo }

func main() {
	app := &App{echo: echo.New()}
	app.echo.Use(middleware.Logger())
	app.handlers()
	app.echo.Start(":80")
}

func (a *App) handlers() {
	var (
		guard = a.guard
		g     = a.echo.Group("/api", guard)
	)
	g.GET("/lists/:id", guard(a.list))
	g.Add(http.MethodPatch, "/lists/:id", a.list)
	g.Add(echo.PUT, "/lists/:id", a.list)
	g.Any("/any", a.list)
	g.Match([]string{echo.GET, http.MethodPost}, "/match", a.list)
	a.echo.GET(path.Join(admin, "/*"), a.list)
	user := a.echo.Group("/user")
	user.GET("s", func(c echo.Context) error {
		return c.String(200, c.QueryParam("search")+c.FormValue("name"))
	})
}

func (a *App) guard(next echo.HandlerFunc) echo.HandlerFunc { return next }

func (a *App) list(c echo.Context) error {
	request, _ := http.NewRequest("GET", "/not-a-route", nil)
	_ = c.Get("/neither")
	_ = request.Header.Get("/nor-this")
	return nil
}
