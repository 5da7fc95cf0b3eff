#include "ui/documents/PdfOutput.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QtTest>

#include <atomic>

using namespace gatehouse;
using namespace gatehouse::ui;

class PdfOutputTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindOfBlockIsSetInTheFontsOfItsScript();
    void aLongTableGoesOverPages();
    void theFileIsItsOwnersAlone();
    void severalThreadsMakeOneAtOnce();
};

namespace {

int pagesOf(const QByteArray& pdf)
{
    return static_cast<int>(pdf.count("/Type /Page\n"));
}

Document sample()
{
    Document document(QStringLiteral("Übersicht 概览"), QStringLiteral("Site"), QStringLiteral("origin"));
    QImage picture(64, 48, QImage::Format_RGB32);
    picture.fill(Qt::darkGreen);
    document.add(Document::Heading { QStringLiteral("What is held") })
        .add(Document::Paragraph { QStringLiteral("A paragraph. 一段文字。") })
        .add(Document::Bullets { { QStringLiteral("first"), QStringLiteral("second") } })
        .add(Document::Facts { { { QStringLiteral("Name"), QStringLiteral("Li Na") } } })
        .add(Document::Code { QStringLiteral("00ff00ff") })
        .add(Document::Picture { picture, QStringLiteral("caption") })
        .add(Document::Table {
            { QStringLiteral("a"), QStringLiteral("b") }, { { QStringLiteral("1"), QStringLiteral("2") } } });
    return document;
}

} // namespace

void PdfOutputTest::everyKindOfBlockIsSetInTheFontsOfItsScript()
{
    const auto pdf = pdfOf(sample());
    QVERIFY(pdf);
    QVERIFY(pdf->startsWith("%PDF-"));
    QCOMPARE(pagesOf(*pdf), 1);
    // Embedded subsets of the Latin and of the Chinese face: a reader without those fonts sees the same page.
    QVERIFY(pdf->contains("DejaVuSans"));
    QVERIFY(pdf->contains("ZenHei"));
    QVERIFY(pdf->contains("/FontFile2"));
    QVERIFY(pdf->contains("/Subtype /Image"));
}

void PdfOutputTest::aLongTableGoesOverPages()
{
    QList<QStringList> rows;
    for (int row = 0; row < 300; ++row)
        rows.append({ QString::number(row), QStringLiteral("something") });
    Document document = sample();
    document.add(Document::Table { { QStringLiteral("number"), QStringLiteral("what") }, rows });
    const auto pdf = pdfOf(document);
    QVERIFY(pdf);
    QVERIFY(pagesOf(*pdf) > 5);
}

void PdfOutputTest::theFileIsItsOwnersAlone()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.pdf"));
    QVERIFY(writePdf(sample(), file));
    QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
        QFile::Permissions());
    const auto refused = writePdf(sample(), folder.filePath(QStringLiteral("no/such/folder/a.pdf")));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::FileNotWritable);
}

// Forms have it made by a pool while the page goes on, and may do so twice at once.
void PdfOutputTest::severalThreadsMakeOneAtOnce()
{
    std::atomic<int> made = 0;
    QThreadPool pool;
    for (int document = 0; document < 6; ++document) {
        pool.start([&made] {
            const auto pdf = pdfOf(sample());
            made += pdf && pagesOf(*pdf) == 1 && pdf->contains("ZenHei") ? 1 : 0;
        });
    }
    QVERIFY(pool.waitForDone(60'000));
    QCOMPARE(made.load(), 6);
}

QTEST_MAIN(PdfOutputTest)
#include "PdfOutputTest.moc"
