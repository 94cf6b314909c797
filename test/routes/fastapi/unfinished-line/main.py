from fastapi import FastAPI

app = FastAPI()


@app.get("/before")
def before(): ...


value = compute(


@app.get("/after")
def after(): ...
