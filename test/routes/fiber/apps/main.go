package main

import (
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/cors"
)

type Registrar interface {
	Get(path string, handlers ...fiber.Handler) fiber.Router
}

func main() {
	app := fiber.New(fiber.Config{Prefork: true})
	app.Use(cors.New())
	app.Use("/ignored", cors.New())
	app.Use(cors.Watch(app))
	app.Get("/users/:id<int>", get).Name("user")
	app.Get("/reports/:year?", get)
	app.Get("/flights/:from-:to", get)
	app.Get("/static/*", get)
	app.All("/all", get)
	app.Add("PATCH", "/patched", get)
	app.Route("/v1", func(api fiber.Router) {
		api.Post("/users", func(c *fiber.Ctx) error {
			return c.SendString(c.Query("dry") + c.FormValue("name"))
		})
	})
	register(app)

	micro := fiber.New()
	micro.Delete("/things", get)
	app.Mount("/micro", micro)
	api := app.Group("/api")
	api.Group("/v2", cors.New()).Put("/things", get)
}

func get(c *fiber.Ctx) error {
	_ = c.Get("/not-a-route")
	agent := fiber.Get("http://localhost/neither")
	return agent.Parse()
}
