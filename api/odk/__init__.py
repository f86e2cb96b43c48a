"""What ODK Collect needs: the form, the lists that it chooses from, and answers as OpenRosa has them.

`find_form.py` is the form, `find.xml` what it compiles to. `api/routes/odk.py` and `minetally enrol` import
this package.
"""
