"""The desk: a ledger behind a web server, its JSON API, accounts, and the work of review.

settings.py             what a server is started with
server.py               the application: routes, middleware, headers
desk.py                 the open ledger, and what was reckoned from it, kept until something is added
accounts/               who may do what: accounts, passwords, sessions, tokens, and what was done
access.py               who is asking, and whether they may
problems.py             what goes wrong, as HTTP says it
api/                    the routes, one module a subject
review/                 which claims a look is worth, what a decision would change, candidates for corrections
pages.py                the front end: built files, and the data of the map page
reference.py            the page that describes the API
"""
