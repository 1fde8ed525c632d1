"""Reads tables of a run and of data preparation with pandas, pyarrow, DuckDB and polars, each with its defaults.

    read_tables.py FOLDER

FOLDER has the runs "table" and "gradient", the study "study", and "prepared", with "nb201.parquet" in it. Prints
"all read" where everything is as it should be.
"""

import glob
import sys

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds

folder = sys.argv[1]


def rows_by_reader(table):
    """Rows of a file or of a folder of files, by every reader, which must find as many and the same columns."""
    files = table if table.endswith(".parquet") else table + "/*.parquet"
    frame = pd.read_parquet(table)
    dataset = ds.dataset(table)
    relation = duckdb.sql(f"select * from '{files}'")
    polar = pl.read_parquet(files)
    assert len(frame) == dataset.count_rows() == len(relation.fetchall()) == polar.height > 0, table
    assert list(frame.columns) == dataset.schema.names == relation.columns == polar.columns, table
    assert pl.scan_parquet(files).collect().equals(polar), table
    nested_bytes = [c for c in frame if frame[c].map(lambda value: isinstance(value, bytes)).any()]
    assert not nested_bytes, f"{table}: {nested_bytes} are bytes"
    return frame, dataset.to_table(), relation, polar


def count_everywhere(readers, column, value):
    """Rows in which a column of text has a value."""
    frame, table, relation, polar = readers
    counts = {
        int((frame[column] == value).sum()),
        ds.dataset(table).count_rows(filter=ds.field(column) == value),
        relation.filter(f"{column} = '{value}'").aggregate("count(*)").fetchall()[0][0],
        polar.filter(pl.col(column) == value).height,
    }
    assert len(counts) == 1, f"{column} == {value}: {counts}"
    return counts.pop()


def check_numbers(readers, columns):
    frame, table, relation, polar = readers
    for column in columns:
        assert frame[column].dtype == "float64", (column, frame[column].dtype)
        assert str(table.schema.field(column).type) == "double", column
        assert str(relation.types[relation.columns.index(column)]) == "DOUBLE", column
        assert polar.schema[column] == pl.Float64, column


def check_times(readers):
    frame, table, relation, polar = readers
    for column in ("started_at", "ended_at"):
        assert isinstance(frame[column].dtype, pd.DatetimeTZDtype), frame[column].dtype
        assert str(table.schema.field(column).type).startswith("timestamp"), column
        assert str(relation.types[relation.columns.index(column)]).startswith("TIMESTAMP"), column
        assert isinstance(polar.schema[column], pl.Datetime), column
    assert (frame.ended_at >= frame.started_at).all()
    assert frame.started_at.dt.year.min() >= 2024


def check_trials():
    readers = rows_by_reader(f"{folder}/table/trials")
    frame = readers[0]
    scored = count_everywhere(readers, "status", "OK")
    assert 0 < scored == frame.val_accuracy.notna().sum() - (frame.status == "REPLAYED").sum()
    assert count_everywhere(readers, "task", "SCORE") == len(frame)
    check_numbers(readers, ["score", "val_accuracy"])
    check_times(readers)
    assert (frame.architecture == [genotype["text"] for genotype in frame.genotype]).all()
    assert frame.architecture.str.startswith("|").all()
    assert frame["round"].dtype == "int32"
    assert not any(column.startswith("test_accuracy") for column in frame), "a search sees no test data"
    best = readers[2].filter("status = 'OK'").order("score desc").limit(1).project("architecture").fetchall()[0]
    assert best[0] == frame.loc[frame.score.idxmax(), "architecture"]


def check_rounds():
    readers = rows_by_reader(f"{folder}/gradient/rounds")
    frame, _, relation, polar = readers
    assert 2 <= count_everywhere(readers, "task", "TRAIN") < len(frame)
    sets = [f"derived_test_accuracy_{name}" for name in ("cifar10", "cifar100", "imagenet16")]
    check_numbers(readers, sets + ["loss", "drawn_lowest", "drawn_mean", "drawn_highest"])
    assert frame[sets].notna().all(axis=None)
    assert (frame.drawn_lowest <= frame.drawn_mean).all() and (frame.drawn_mean <= frame.drawn_highest).all()
    check_times(readers)
    gauges = pd.DataFrame([dict(of_a_round) for of_a_round in frame.gauges])
    assert (gauges.entropy > 0).all()
    assert relation.project("gauges['entropy']").fetchall() == [(value,) for value in gauges.entropy]
    assert polar.select(pl.col("gauges").map.get("entropy")).to_series().to_list() == gauges.entropy.to_list()
    weights = duckdb.sql(
        f"""select decision.decision, unnest(decision.options) as operation, unnest(decision.weights) as weight
            from (select unnest(decision_weights) as decision from '{folder}/gradient/rounds/*.parquet')"""
    ).df()
    assert {"none", "skip_connect", "nor_conv_3x3"} <= set(weights.operation)
    assert abs(weights.weight.sum() - 6 * len(frame)) < 1e-6


def check_other_tables():
    check_times(rows_by_reader(f"{folder}/table/rounds"))
    held_out = rows_by_reader(f"{folder}/gradient/held-out/trials.parquet")
    check_numbers(held_out, ["test_accuracy_cifar10"])
    study = rows_by_reader(f"{folder}/study/study/study.parquet")
    check_numbers(study, ["score", "test_accuracy_cifar10", "test_accuracy_cifar100", "test_accuracy_imagenet16"])
    assert [trajectory[-1] for trajectory in study[0].trajectory] == study[0].score.to_list()
    manifest = rows_by_reader(f"{folder}/prepared/manifest.parquet")
    assert count_everywhere(manifest, "status", "OK") == 3
    assert count_everywhere(manifest, "status", "REJECTED") == 1
    assert count_everywhere(manifest, "split", "train") == 4
    benchmark = rows_by_reader(f"{folder}/prepared/nb201.parquet")
    accuracies = [column for column in benchmark[0] if "_acc_" in column]
    assert len(accuracies) > 6 and len(benchmark[0]) == 15625
    check_numbers(benchmark, accuracies)


check_trials()
check_rounds()
check_other_tables()
left = [f for f in glob.glob(f"{folder}/**/*.parquet", recursive=True) if "/.work/" in f]
assert not left, left
print("all read")
