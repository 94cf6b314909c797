ROOT_URLCONF = "main_urls"
