module example.com/mail
