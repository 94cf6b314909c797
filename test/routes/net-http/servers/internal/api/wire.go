//go:build wireinject

package api

import "errors"

// As a generator of such code reads it.
func New(options Options) (*Server, error) { return nil, errors.New("generated") }
