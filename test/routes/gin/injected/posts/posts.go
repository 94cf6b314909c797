package posts

import "github.com/gin-gonic/gin"

// A function of its own: what it is called with is not seen, and it is no method.
func Standalone(group *gin.RouterGroup) { group.GET("/standalone", list) }

func list(c *gin.Context) {}

type Pages struct{}

func (p Pages) Mount(group *gin.RouterGroup) { group.GET("/pages", list) }
