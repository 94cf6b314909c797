package main

import "github.com/gofiber/fiber/v3"

func main() {
	app := fiber.New()
	app.Query("/search", answer)
	app.Add([]string{fiber.MethodQuery, fiber.MethodGet}, "/items", answer)
	app.Group("/api").Add([]string{"PUT"}, "/items", answer)
	app.Listen(":3000")
}

func answer(c fiber.Ctx) error {
	return c.SendString(fiber.Query[string](c, "page"))
}
