package org.espalier.dataprep;

import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.espalier.dataprep.listing.ImageListing;
import org.espalier.schemas.SourceImage;

/** Lists an input, piece by piece: every image under its class. */
public final class ListImages extends PTransform<PBegin, PCollection<KV<String, SourceImage>>> {

  private final ImageListing catalogue;

  private ListImages(ImageListing catalogue) {
    this.catalogue = catalogue;
  }

  /** Lists a catalogue. */
  public static ListImages of(ImageListing catalogue) {
    return new ListImages(catalogue);
  }

  @Override
  public PCollection<KV<String, SourceImage>> expand(PBegin begin) {
    return begin
        .apply("Pieces", Read.from(WorkQueue.upTo(catalogue.size())))
        .apply("List", ParDo.of(new ListFn(catalogue)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), AvroCoder.specific(SourceImage.class)));
  }

  /////////////////////////////////////////////////////////////////////////////

  private static final class ListFn extends DoFn<Integer, KV<String, SourceImage>> {

    private final ImageListing catalogue;

    ListFn(ImageListing catalogue) {
      this.catalogue = catalogue;
    }

    @ProcessElement
    public void list(@Element Integer piece, OutputReceiver<KV<String, SourceImage>> images) {
      catalogue.list(piece, image -> images.output(KV.of(image.getClassName(), image)));
    }
  }
}
