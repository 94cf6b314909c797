package main

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	admin "example.com/articles/internal/administration"
	"example.com/articles/internal/health"
)

func main() {
	r := chi.NewRouter()
	r.Route("/articles", func(r chi.Router) {
		r.With(paginate).Get("/", list)
		r.Post("/", list)
		r.Route("/{id:[0-9]{1,8}}", func(r chi.Router) {
			r.Use(load)
			r.Get("/", list)
			r.Method("PUT", "/", http.HandlerFunc(list))
			r.MethodFunc(http.MethodDelete, "/", list)
		})
	})
	r.Group(func(r chi.Router) {
		r.Get("/search", func(w http.ResponseWriter, r *http.Request) {
			r.Header.Get("/not-a-route")
			w.Write([]byte(r.URL.Query().Get("q") + r.FormValue("text")))
		})
	})
	r.HandleFunc("/any", list)
	r.Handle("/static/*", http.FileServer(http.Dir(".")))
	r.Handle("/files/*", http.HandlerFunc(list))
	r.Mount("/admin", admin.Router())
	resources := []health.Resource{health.Live{}, health.Ready{}}
	for _, resource := range resources {
		r.Mount("/health/"+resource.Name(), resource.Routes())
	}
	http.ListenAndServe(":3333", r)
}

func paginate(next http.Handler) http.Handler { return next }

func load(next http.Handler) http.Handler { return next }

func list(w http.ResponseWriter, r *http.Request) {}
