package main

import (
	"net/http"

	"github.com/go-chi/chi/v5"
)

func main() {
	r := chi.NewRouter()
	r.Get("/capitalized", answer)
	r.POST("/capitals", answer)
	http.ListenAndServe(":3000", r)
}

func answer(w http.ResponseWriter, r *http.Request) {
	w.Write([]byte(r.Header.Get("/not-a-route")))
}
