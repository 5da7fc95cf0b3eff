#include "core/vision/ModelCatalogue.h"
#include "tests/fuzz/FuzzTarget.h"
#include "tests/fuzz/ScratchFile.h"

#include <QDir>

using namespace gatehouse;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::ScratchFolder folder;
    static_cast<void>(folder.write(QStringLiteral("catalogue.json"), fuzz::bytesOf(data, size)));
    const auto catalogue = vision::ModelCatalogue::create(folder.path());
    if (!catalogue)
        return 0;
    for (const vision::Model& model : catalogue->models()) {
        fuzz::mustHold(QDir(folder.path()).relativeFilePath(model.file).indexOf(QLatin1Char('/')) < 0,
            "a model's file lies beside the catalogue");
        fuzz::mustHold(bool(catalogue->model(model.name)), "a model is found by its name");
        fuzz::mustHold(!catalogue->load(model.name), "a file that is not there, or not the one, is not loaded");
        if (model.input)
            fuzz::mustHold(!model.input->size.isEmpty() && model.input->scale > 0, "an input there can be");
    }
    return 0;
}
