package admin

import (
	"net/http"

	"github.com/go-chi/chi/v5"
)

func Router() http.Handler {
	r := chi.NewRouter()
	r.Get("/", nil)
	r.Get("/accounts/{name}", nil)
	return r
}
