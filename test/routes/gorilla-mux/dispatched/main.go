package main

import (
	"net/http"

	"example.com/dispatched/teams"
	"example.com/dispatched/users"
)

func main() {
	userHandler := users.NewHandler()
	userHandler.Store = nil
	http.ListenAndServe(":8080", &Handler{Users: userHandler, Teams: teams.NewHandler()})
}
