from functools import partial

from flask import Flask


class Shop(Flask):
    def __init__(self, *args, **kwargs):
        Flask.__init__(self, *args, **kwargs)


def create_app(config=None):
    app = Shop(__name__)

    with app.app_context():
        from shop.orders import bp
        from shop import reports

        app.register_blueprint(bp)
        register = partial(app.register_blueprint, reports.bp, url_prefix="/reports")
        register()

    reports.add_pages(app)
    return app
