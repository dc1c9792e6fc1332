"""What the page "Connect a source" does, step by step; ``etl.connect`` hands it out."""
