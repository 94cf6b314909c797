package api

import "net/http"

type userHandlers struct{}

func (u *userHandlers) register(s *Server, prefix string) {
	s.HandleFunc("GET "+prefix+"/users/{id}", u.get)
}

func (u *userHandlers) get(w http.ResponseWriter, r *http.Request) {}

func (s *Server) status(w http.ResponseWriter, r *http.Request) {}
