package org.espalier.pipelines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.espalier.schemas.StudyRow;
import org.espalier.transforms.storage.RunFolder;
import org.espalier.transforms.tables.Table;

/** The rows of a study, sorted by seed, in one table: {@code study/study.parquet}. */
final class StoreRows extends PTransform<PCollection<StudyRow>, PDone> {

  private final RunFolder folder;

  StoreRows(RunFolder folder) {
    this.folder = folder;
  }

  static List<StudyRow> read(RunFolder folder) {
    return Table.of(StudyRow.class).read(path(folder));
  }

  static String path(RunFolder folder) {
    return folder.root() + "/study/study.parquet";
  }

  @Override
  public PDone expand(PCollection<StudyRow> rows) {
    rows.apply("Together", WithKeys.of((Void) null))
        .setCoder(
            org.apache.beam.sdk.coders.KvCoder.of(
                VoidCoder.of(), AvroCoder.specific(StudyRow.class)))
        .apply("Gather", GroupByKey.create())
        .apply("Write", ParDo.of(new WriteFn(path(folder))));
    return PDone.in(rows.getPipeline());
  }

  private static final class WriteFn extends DoFn<KV<Void, Iterable<StudyRow>>, Void> {

    private final String path;

    WriteFn(String path) {
      this.path = path;
    }

    @ProcessElement
    public void write(@Element KV<Void, Iterable<StudyRow>> gathered) throws IOException {
      var rows = new ArrayList<StudyRow>();
      gathered.getValue().forEach(rows::add);
      rows.sort(Comparator.comparingLong(StudyRow::getSeed));
      Table.of(StudyRow.class).write(path, rows);
    }
  }
}
