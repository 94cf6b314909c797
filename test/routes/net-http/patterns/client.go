package main

import "net/http"

type cache struct{ items map[string]string }

func (c *cache) Get(key string) string { return c.items[key] }

func look(client *http.Client, c *cache) {
	http.Get("http://localhost/not-a-route")
	client.Post("/neither", "text/plain", nil)
	c.Get("/nor-this")
	http.NewRequest("GET", "/or-this", nil)
}
