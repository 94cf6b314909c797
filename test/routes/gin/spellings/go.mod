module example.com/blog
