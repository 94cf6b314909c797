package teams

import (
	"net/http"

	"github.com/gorilla/mux"
)

type Handler struct {
	*mux.Router
	Store any
}

func NewHandler() *Handler {
	h := &Handler{Router: mux.NewRouter()}
	h.Handle("/teams", http.HandlerFunc(h.list)).Methods(http.MethodGet)
	return h
}

func (h *Handler) list(w http.ResponseWriter, r *http.Request) {}
