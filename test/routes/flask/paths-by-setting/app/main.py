from flask import Flask

from app.rules import regional_rule, tenant_rule, versioned_rule

app = Flask(__name__)


@app.route(tenant_rule("/reports"))
def reports():
    return ""


@app.route(versioned_rule("/users"))
def users():
    return ""


@app.route(versioned_rule("/health"))
def health():
    return ""


@app.route(regional_rule("/shops"))
def shops():
    return ""
