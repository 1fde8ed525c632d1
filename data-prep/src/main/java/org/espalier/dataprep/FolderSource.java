package org.espalier.dataprep;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.dataprep.listing.Choice;
import org.espalier.dataprep.listing.Chooser;
import org.espalier.dataprep.listing.GivenList;
import org.espalier.dataprep.listing.ImageListing;
import org.espalier.dataprep.listing.LocalPath;
import org.espalier.transforms.pipeline.Engine;

/**
 * Image files in folders or tars.
 *
 * @param images where they are
 * @param chooser which are taken
 * @param allowsEmpty whether classes may be without images
 */
public record FolderSource(ImageListing images, Chooser chooser, boolean allowsEmpty)
    implements Preparation.Source {

  @Override
  public Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("input", absolute(images.input()));
    settings.put("classes", images.wanted().describe());
    if (images.wanted().skipsOthers()) {
      settings.put("other_classes", "passed over");
    }
    if (allowsEmpty) {
      settings.put("empty_classes", "allowed");
    }
    if (!images.root().isEmpty()) {
      settings.put("root", images.root());
    }
    if (!images.index().isEmpty()) {
      settings.put("index", absolute(images.index()));
    }
    images
        .flat()
        .forEach(flat -> flat.settings().forEach((key, file) -> settings.put(key, absolute(file))));
    if (chooser instanceof Choice choice) {
      settings.put("fractions", choice.fractions().toString());
      settings.put(
          "rounding", choice.fractions().rounding().name().toLowerCase(java.util.Locale.ROOT));
      settings.put("choice_seed", Long.toString(choice.seed()));
    } else if (chooser instanceof GivenList list) {
      settings.put("list", absolute(list.file()));
    }
    return settings;
  }

  @Override
  public Listed list(PreparedFolder folder, Engine engine) throws IOException {
    return new Listing(images, chooser, allowsEmpty).run(folder, engine);
  }

  static String absolute(String path) {
    return LocalPath.isRemote(path)
        ? path
        : LocalPath.of(path).toAbsolutePath().normalize().toString();
  }
}
