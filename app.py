"""The entry: ``streamlit run app.py``. Imported it is the server; run, it is one turn of a session."""

import logging

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

# Before any session has called st.navigation, Streamlit would take the folder pages/ for its older kind of
# pages, and the first visitor who opens /nps would get that file without the frame around it.
PagesManager.uses_pages_directory = False

if __name__ == "__main__":
    from ui import shell

    shell.run()
else:
    # Caches made before the server runs live in memory, as ours are meant to; no need to warn of it.
    logging.getLogger("streamlit.runtime.caching.cache_data_api").setLevel(logging.ERROR)

    from ui.routes import middleware, routes
    from ui.shell import on_defect

    app = st.App(__file__, routes=routes(), middleware=middleware(), on_script_error=on_defect)
