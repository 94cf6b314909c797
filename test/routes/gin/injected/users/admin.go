package users

import "github.com/gin-gonic/gin"

type Admin struct{}

func (a *Admin) Register(group *gin.RouterGroup) { group.GET("/admin", nil) }

func (a *Admin) Close() {}
