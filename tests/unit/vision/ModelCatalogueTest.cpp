#include "core/vision/ModelCatalogue.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::vision;

namespace {

// A catalogue of one file in a folder of its own.
class ModelCatalogueFolder : public testing::Test
{
protected:
    void write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_folder.filePath(name));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    void writeCatalogue(const QByteArray& entry) const
    {
        write(QStringLiteral("catalogue.json"), R"({"version": 1, "models": [)" + entry + "]}");
    }
    static QByteArray entryFor(const QByteArray& bytes)
    {
        return R"({"name": "reader", "file": "reader.onnx", "sha256": ")"
            + QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()
            + R"(", "input": {"width": 192, "height": 48, "channels": 3, "order": "bgr", "scale": 0.5, "mean": [1, 2, 3]},)"
              R"( "thresholds": {"accept": 0.5}})";
    }
    QTemporaryDir m_folder;
};

} // namespace

TEST_F(ModelCatalogueFolder, LoadsAFileThatIsTheOneNamed)
{
    write(QStringLiteral("reader.onnx"), "weights");
    writeCatalogue(entryFor("weights"));
    const auto catalogue = ModelCatalogue::create(m_folder.path());
    ASSERT_TRUE(catalogue);
    const auto bytes = catalogue->load(u"reader");
    ASSERT_TRUE(bytes);
    EXPECT_EQ(*bytes, QByteArray("weights"));
    EXPECT_DOUBLE_EQ(*catalogue->threshold(u"reader", u"accept"), 0.5);
    const auto model = catalogue->model(u"reader");
    ASSERT_TRUE(model && model->input);
    EXPECT_EQ(model->input->size, QSize(192, 48));
    EXPECT_EQ(model->input->mean[2], 3.0);
}

TEST_F(ModelCatalogueFolder, RefusesAChangedFileAndSaysWhatToDo)
{
    write(QStringLiteral("reader.onnx"), "weightz");
    writeCatalogue(entryFor("weights"));
    const auto bytes = ModelCatalogue::create(m_folder.path())->load(u"reader");
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().code, ErrorCode::ModelInvalid);
    EXPECT_TRUE(bytes.error().detail.contains(QStringLiteral("run the set-up again")));
}

TEST_F(ModelCatalogueFolder, SaysWhenSomethingIsMissing)
{
    EXPECT_EQ(ModelCatalogue::create(m_folder.path()).error().code, ErrorCode::ModelMissing);
    writeCatalogue(entryFor("weights"));
    const auto catalogue = ModelCatalogue::create(m_folder.path());
    ASSERT_TRUE(catalogue);
    EXPECT_EQ(catalogue->load(u"reader").error().code, ErrorCode::ModelMissing);
    EXPECT_EQ(catalogue->load(u"detector").error().code, ErrorCode::ModelMissing);
    EXPECT_EQ(catalogue->threshold(u"reader", u"reject").error().code, ErrorCode::ModelInvalid);
}

TEST_F(ModelCatalogueFolder, RefusesACatalogueThatMakesNoSense)
{
    const auto codeFor = [&](const QByteArray& catalogue) {
        write(QStringLiteral("catalogue.json"), catalogue);
        return ModelCatalogue::create(m_folder.path()).error().code;
    };
    EXPECT_EQ(codeFor("not json"), ErrorCode::ModelInvalid);
    EXPECT_EQ(codeFor(R"({"version": 2, "models": []})"), ErrorCode::ModelInvalid);
    EXPECT_EQ(codeFor(R"({"version": 1, "models": [{"name": "x"}]})"), ErrorCode::ModelInvalid);
    const QByteArray entry = entryFor("weights");
    EXPECT_EQ(codeFor(R"({"version": 1, "models": [)" + entry + "," + entry + "]}"), ErrorCode::ModelInvalid);
    for (const char* elsewhere : { "../reader.onnx", ":reader.onnx", "prefix:reader.onnx", "..", "" }) {
        QByteArray outside = entry;
        outside.replace("reader.onnx", elsewhere);
        EXPECT_EQ(codeFor(R"({"version": 1, "models": [)" + outside + "]}"), ErrorCode::ModelInvalid) << elsewhere;
    }
}

// The real ones, as set-up made them.
TEST(ModelCatalogue, EveryModelOfTheSetUpIsThereAndWhole)
{
    const auto catalogue =
        ModelCatalogue::create(qEnvironmentVariable("GATEHOUSE_RESOURCES") + QStringLiteral("/models"));
    ASSERT_TRUE(catalogue) << catalogue.error().detail.toStdString();
    EXPECT_GE(catalogue->models().size(), 10u);
    for (const Model& model : catalogue->models()) {
        EXPECT_TRUE(catalogue->load(model.name)) << model.name.toStdString();
        EXPECT_FALSE(model.licence.isEmpty() || model.origin.isEmpty()) << model.name.toStdString();
    }
}
