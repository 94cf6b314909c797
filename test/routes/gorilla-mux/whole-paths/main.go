package main

import (
	"net/http"

	"github.com/gorilla/mux"
)

func list(w http.ResponseWriter, r *http.Request) {}

func main() {
	r := mux.NewRouter()

	images := mux.NewRouter()
	images.HandleFunc("/docker/images", list).Methods("GET")
	docker := r.PathPrefix("/docker").Subrouter()
	docker.PathPrefix("/images").Handler(images)

	users := mux.NewRouter()
	users.HandleFunc("/users", list).Methods("GET")
	r.PathPrefix("/api").Handler(http.StripPrefix("/api", users))

	http.ListenAndServe(":8080", r)
}
