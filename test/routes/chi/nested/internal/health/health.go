package health

import "github.com/go-chi/chi/v5"

type Resource interface {
	Name() string
	Routes() chi.Router
}

type Live struct{}

func (Live) Name() string { return "live" }

func (Live) Routes() chi.Router {
	r := chi.NewRouter()
	r.Get("/", nil)
	return r
}

type Ready struct{}

func (Ready) Name() string { return "ready" }

func (Ready) Routes() (router chi.Router) {
	router = chi.NewRouter()
	router.Get("/details", nil)
	return
}
