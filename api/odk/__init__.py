"""What ODK Collect needs: the form, the lists that it chooses from, and answers as OpenRosa has them."""
