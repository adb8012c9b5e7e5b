"""The rules of plans, figures, judging and questions: true with pen and paper."""
