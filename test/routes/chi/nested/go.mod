module example.com/articles
