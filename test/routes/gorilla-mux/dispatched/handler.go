package main

import (
	"net/http"
	"strings"

	"example.com/dispatched/teams"
	"example.com/dispatched/users"
)

type Handler struct {
	Teams *teams.Handler
	Users *users.Handler
}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case strings.HasPrefix(r.URL.Path, "/api/users"):
		http.StripPrefix("/api", h.Users).ServeHTTP(w, r)
	default:
		h.Teams.ServeHTTP(w, r)
	}
}
