"""Quick replies for the customer service of online shops.

The package itself imports nothing: `kefu_desktop.__version__` must be cheap for a program that
only wants to know it.
"""

__version__ = "0.1.0"
