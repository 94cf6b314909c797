package main

import (
	"fmt"
	"net/http"
)

const apiPrefix = "/api"

func main() {
	http.HandleFunc("/legacy", legacy)
	http.Handle("GET /health", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.URL.Query().Get("verbose"))
	}))

	mux := http.NewServeMux()
	mux.HandleFunc("GET "+apiPrefix+"/items/{id}", item)
	mux.HandleFunc(http.MethodPost+" "+apiPrefix+"/items", item)
	mux.HandleFunc("GET /files/{path...}", item)
	mux.HandleFunc("GET /{$}", item)
	mux.HandleFunc("shop.example.com/hosted", item)
	mux.Handle("/static/", http.StripPrefix("/static/", http.FileServer(http.Dir("."))))
	mux.HandleFunc(fmt.Sprintf("DELETE %s/items/%s", apiPrefix, "{id}"), item)
	for path, handler := range map[string]http.HandlerFunc{"/terms": item, "/imprint": item} {
		mux.HandleFunc("GET "+path, handler)
	}
	http.ListenAndServe(":8080", mux)
}

func legacy(w http.ResponseWriter, r *http.Request) {}

func item(w http.ResponseWriter, r *http.Request) {
	r.ParseForm()
	_ = r.FormValue("name")
}
