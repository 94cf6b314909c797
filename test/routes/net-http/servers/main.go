package main

import (
	"log"
	"net/http"

	"example.com/servers/internal/api"
)

func main() {
	server, err := api.New(api.Options{Version: "v2"})
	if err != nil {
		log.Fatal(err)
	}
	root := http.NewServeMux()
	root.Handle("/admin/", http.StripPrefix("/admin", adminMux()))
	root.Handle("/api/", withLogging(server))
	log.Fatal(http.ListenAndServe(":80", root))
}

func adminMux() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /users", nil)
	return mux
}

func withLogging(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		log.Println(r.URL.Path)
		next.ServeHTTP(w, r)
	})
}
