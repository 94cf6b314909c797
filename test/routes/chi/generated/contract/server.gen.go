package contract

import (
	"net/http"

	"github.com/go-chi/chi/v5"
)

type ServerInterface interface {
	ListPets(w http.ResponseWriter, r *http.Request)
}

type Options struct {
	BaseURL    string
	BaseRouter chi.Router
}

func Handler(si ServerInterface) http.Handler { return HandlerWithOptions(si, Options{}) }

func HandlerFromMux(si ServerInterface, r chi.Router) http.Handler {
	return HandlerWithOptions(si, Options{BaseRouter: r})
}

func HandlerWithOptions(si ServerInterface, options Options) http.Handler {
	r := options.BaseRouter
	if r == nil {
		r = chi.NewRouter()
	}
	r.Group(func(r chi.Router) {
		r.Get(options.BaseURL+"/pets", si.ListPets)
	})
	return r
}
