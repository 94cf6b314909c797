package main

import (
	"github.com/go-chi/chi/v5"

	"example.com/contract"
)

func main() {
	r := chi.NewMux()
	r.Route("/v1", func(r chi.Router) {
		contract.HandlerFromMux(nil, r)
	})
}
