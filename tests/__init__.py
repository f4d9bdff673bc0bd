"""The tests. (A package of this name also lies in textstat's wheel; this file makes ours come first.)"""
