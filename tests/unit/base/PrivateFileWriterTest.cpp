#include "core/base/PrivateFileWriter.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace gatehouse;

// In a folder that others write, somebody may have made it before, and keep it open.
TEST(PrivateFileWriter, fillsNoPartialFileThatIsThereAlready)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("export.zip"));
    QFile others(file + QStringLiteral(".part"));
    ASSERT_TRUE(others.open(QIODevice::ReadWrite));
    auto writer = PrivateFileWriter::create(file);
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->write("a whole secret"));
    ASSERT_TRUE(writer->commit());
    EXPECT_EQ(others.readAll(), QByteArray());
    QFile written(file);
    ASSERT_TRUE(written.open(QIODevice::ReadOnly));
    EXPECT_EQ(written.readAll(), "a whole secret");
}

TEST(PrivateFileWriter, followsNoLink)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("export.zip"));
    const QString elsewhere = folder.filePath(QStringLiteral("elsewhere"));
    ASSERT_TRUE(QFile::link(elsewhere, file + QStringLiteral(".part")));
    auto writer = PrivateFileWriter::create(file);
    ASSERT_TRUE(writer) << "the link is in nobody's way";
    ASSERT_TRUE(writer->write("a whole secret"));
    ASSERT_TRUE(writer->commit());
    EXPECT_FALSE(QFileInfo::exists(elsewhere));
    EXPECT_FALSE(QFileInfo(file).isSymLink());
}
