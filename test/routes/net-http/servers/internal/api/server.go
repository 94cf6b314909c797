package api

import (
	"errors"
	"net/http"
)

type Options struct{ Version string }

type Server struct {
	*http.ServeMux
	options Options
	users   *userHandlers
}

func New(options Options) (*Server, error) {
	if options.Version == "" {
		return nil, errors.New("no version")
	}
	s := &Server{ServeMux: http.NewServeMux(), options: options, users: &userHandlers{}}
	s.routes()
	return s, nil
}
