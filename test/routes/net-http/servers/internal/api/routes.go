package api

func (s *Server) routes() {
	prefix := "/api/" + s.options.Version
	s.HandleFunc("GET "+prefix+"/status", s.status)
	s.users.register(s, prefix)
}
