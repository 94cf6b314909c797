package main

import (
	"net/http"

	"github.com/gorilla/mux"
)

type Route struct {
	Name    string
	Method  string
	Pattern string
	Handler http.HandlerFunc
}

type Routes []Route

func main() {
	r := mux.NewRouter().StrictSlash(true)
	r.HandleFunc("/any", handle)
	r.HandleFunc("/items/{id:[0-9]+}", handle).Methods("PUT", http.MethodPatch).Name("item")
	r.Methods("POST").Path("/items").HandlerFunc(handle)
	r.Path("/queries").Queries("type", "{type}").Methods("GET").Handler(http.HandlerFunc(handle))
	r.PathPrefix("/static/").Handler(http.StripPrefix("/static/", http.FileServer(http.Dir("."))))
	r.PathPrefix("/below/").HandlerFunc(handle)
	r.Path("/only-for-building/{id}").HandlerFunc(handle).BuildOnly()
	r.Handle("/tree/{path:.*}", http.HandlerFunc(handle)).Methods("GET")

	api := r.PathPrefix("/api").Subrouter()
	api.HandleFunc("", handle).Methods("GET")
	users(api.PathPrefix("/users").Subrouter())
	post := api.Methods(http.MethodPost).Subrouter()
	post.HandleFunc("/orders", handle)

	for _, route := range routes {
		api.Methods(route.Method).Path(route.Pattern).Name(route.Name).Handler(route.Handler)
	}
	http.Handle("/", r)
}

func users(r *mux.Router) {
	r.HandleFunc("/{name}", func(w http.ResponseWriter, r *http.Request) {
		_ = mux.Vars(r)["name"]
		_ = r.URL.Query().Get("page")
	}).Methods("GET")
}

var routes = Routes{
	Route{"list", "GET", "/table", handle},
	{Name: "add", Method: "POST", Pattern: "/table", Handler: handle},
}

func handle(w http.ResponseWriter, r *http.Request) {
	req, _ := http.NewRequest("GET", "/not-a-route", nil)
	req.Header.Get("/neither")
}
