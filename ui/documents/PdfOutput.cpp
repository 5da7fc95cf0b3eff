#include "ui/documents/PdfOutput.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextTable>
#include <QUrl>

#include <algorithm>
#include <cmath>

namespace gatehouse::ui {

namespace {

constexpr int DotsPerInch = 300;
constexpr double MillimetresPerInch = 25.4;
constexpr double PageMargin = 20; // mm
constexpr double FootHeight = 10; // mm, within the printable area
constexpr double BodyPoints = 10;
constexpr double PictureDotsPerInch = 96; // at which a picture is shown at its own size

struct PdfTexts
{
    Q_DECLARE_TR_FUNCTIONS(Documents)
};

double dots(double millimetres)
{
    return millimetres / MillimetresPerInch * DotsPerInch;
}

QTextCharFormat letters(double points, QFont::Weight weight = QFont::Normal)
{
    QTextCharFormat format;
    format.setFontFamilies({ QStringLiteral("DejaVu Sans"), QStringLiteral("WenQuanYi Zen Hei") });
    format.setFontPointSize(points);
    format.setFontWeight(weight);
    format.setForeground(Qt::black);
    return format;
}

QTextCharFormat codeLetters()
{
    QTextCharFormat format = letters(BodyPoints - 1);
    format.setFontFamilies({ QStringLiteral("DejaVu Sans Mono"), QStringLiteral("WenQuanYi Zen Hei") });
    return format;
}

QTextBlockFormat spaced(double above, double below)
{
    QTextBlockFormat format;
    format.setTopMargin(dots(above));
    format.setBottomMargin(dots(below));
    return format;
}

// Sets the blocks one after the other into a text document measured in dots of the page.
class Setter
{
public:
    Setter(QTextDocument& text, QSizeF page)
        : m_text(text)
        , m_cursor(&text)
        , m_page(page)
    {
    }

    void title(const QString& title, const QString& subtitle)
    {
        paragraph(title, letters(18, QFont::Bold), spaced(0, 1));
        if (!subtitle.isEmpty())
            paragraph(subtitle, letters(BodyPoints + 1), spaced(0, 4));
    }

    void operator()(const Document::Heading& block)
    {
        QTextBlockFormat format = spaced(6, 2);
        format.setHeadingLevel(2);
        paragraph(block.text, letters(13, QFont::Bold), format);
    }

    void operator()(const Document::Paragraph& block) { paragraph(block.text, letters(BodyPoints), spaced(0, 2.5)); }

    void operator()(const Document::Code& block) { paragraph(block.text, codeLetters(), spaced(0, 2.5)); }

    void operator()(const Document::Bullets& block)
    {
        for (const QString& text : block.texts) {
            QTextBlockFormat format = spaced(0, 1.2);
            format.setLeftMargin(dots(5));
            format.setTextIndent(-dots(4));
            paragraph(QStringLiteral("\u2022\u2002") + text, letters(BodyPoints), format);
        }
        paragraph({}, letters(3), spaced(0, 0));
    }

    void operator()(const Document::Facts& block)
    {
        QList<QStringList> rows;
        for (const auto& [word, value] : block.rows)
            rows.append({ word, value });
        table({}, rows, { 32, 68 });
    }

    void operator()(const Document::Table& block) { table(block.columns, block.rows, {}); }

    void operator()(const Document::Picture& block)
    {
        if (block.image.isNull())
            return;
        const double natural = DotsPerInch / PictureDotsPerInch;
        const double scale =
            std::min({ natural, m_page.width() / block.image.width(), m_page.height() / 2 / block.image.height() });
        const QUrl name(QStringLiteral("picture:%1").arg(m_pictures++));
        m_text.addResource(QTextDocument::ImageResource, name, block.image);
        QTextImageFormat format;
        format.setName(name.toString());
        format.setWidth(std::floor(block.image.width() * scale));
        format.setHeight(std::floor(block.image.height() * scale));
        nextBlock(spaced(1, 0.5), letters(BodyPoints));
        m_cursor.insertImage(format);
        if (!block.caption.isEmpty())
            paragraph(block.caption, letters(BodyPoints - 1.5), spaced(0, 3));
    }

    void operator()(const Document::PageBreak&)
    {
        QTextBlockFormat format;
        format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
        nextBlock(format, letters(1));
    }

private:
    void nextBlock(const QTextBlockFormat& format, const QTextCharFormat& letters)
    {
        if (m_isFirst) {
            m_cursor.setBlockFormat(format);
            m_cursor.setCharFormat(letters);
        } else {
            m_cursor.insertBlock(format, letters);
        }
        m_isFirst = false;
    }

    void paragraph(const QString& text, const QTextCharFormat& letters, const QTextBlockFormat& format)
    {
        nextBlock(format, letters);
        m_cursor.insertText(text, letters);
    }

    void table(const QStringList& columns, const QList<QStringList>& rows, const QList<double>& percents)
    {
        const auto width = columns.isEmpty() ? (rows.isEmpty() ? 0 : rows.first().size()) : columns.size();
        if (width == 0 || (columns.isEmpty() && rows.isEmpty()))
            return;
        QTextTableFormat format;
        format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
        format.setCellPadding(dots(1));
        format.setCellSpacing(0);
        format.setBorder(DotsPerInch / 150.0);
        format.setBorderCollapse(true);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderBrush(QColor(0xA0, 0xA0, 0xA0));
        format.setBottomMargin(dots(3));
        format.setHeaderRowCount(columns.isEmpty() ? 0 : 1);
        QList<QTextLength> lengths;
        for (const double percent : percents)
            lengths.append(QTextLength(QTextLength::PercentageLength, percent));
        format.setColumnWidthConstraints(lengths);
        const auto header = columns.isEmpty() ? 0 : 1;
        QTextTable* const grid =
            m_cursor.insertTable(static_cast<int>(rows.size()) + header, static_cast<int>(width), format);
        for (int column = 0; column < columns.size(); ++column) {
            QTextTableCell cell = grid->cellAt(0, column);
            QTextTableCellFormat shade;
            shade.setBackground(QColor(0xEC, 0xEC, 0xEC));
            cell.setFormat(shade);
            cell.firstCursorPosition().insertText(columns.at(column), letters(BodyPoints - 1, QFont::Bold));
        }
        for (int row = 0; row < rows.size(); ++row) {
            const QStringList& cells = rows.at(row);
            for (int column = 0; column < width && column < cells.size(); ++column) {
                const bool isWord = columns.isEmpty() && column == 0;
                grid->cellAt(row + header, column)
                    .firstCursorPosition()
                    .insertText(cells.at(column), letters(BodyPoints - 1, isWord ? QFont::DemiBold : QFont::Normal));
            }
        }
        m_cursor.movePosition(QTextCursor::End);
        m_isFirst = false;
    }

    QTextDocument& m_text;
    QTextCursor m_cursor;
    QSizeF m_page;
    int m_pictures = 0;
    bool m_isFirst = true;
};

void paintFoot(QPainter& painter, const Document& document, const QSizeF& paper, int page, int pages)
{
    QFont font;
    font.setFamilies({ QStringLiteral("DejaVu Sans"), QStringLiteral("WenQuanYi Zen Hei") });
    font.setPointSizeF(BodyPoints - 2.5);
    painter.setFont(font);
    painter.setPen(QColor(0x50, 0x50, 0x50));
    const QRectF foot(0, paper.height() - dots(FootHeight - 3), paper.width(), dots(FootHeight - 3));
    painter.drawText(foot.adjusted(0, 0, -dots(35), 0), Qt::AlignLeft | Qt::AlignBottom, document.origin());
    painter.drawText(foot, Qt::AlignRight | Qt::AlignBottom, PdfTexts::tr("Page %1 of %2").arg(page + 1).arg(pages));
}

} // namespace

Result<QByteArray> pdfOf(const Document& document)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(DotsPerInch);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(PageMargin, PageMargin, PageMargin, PageMargin), QPageLayout::Millimeter);
    writer.setTitle(document.title());
    writer.setCreator(QStringLiteral("Gatehouse"));

    QTextDocument text;
    text.setUndoRedoEnabled(false);
    text.documentLayout()->setPaintDevice(&writer);
    text.setDocumentMargin(dots(2)); // of every page: dots of an Ü reach above their line
    const QSizeF paper = writer.pageLayout().paintRectPixels(DotsPerInch).size();
    const QSizeF page(paper.width(), paper.height() - dots(FootHeight));
    // As one edit, and only then pages: else every cell lays the document out anew.
    QTextCursor edit(&text);
    edit.beginEditBlock();
    Setter setter(text, page);
    setter.title(document.title(), document.subtitle());
    for (const Document::Block& block : document.blocks())
        std::visit(setter, block);
    edit.endEditBlock();
    text.setPageSize(page);

    QPainter painter;
    if (!painter.begin(&writer))
        return failure(ErrorCode::Internal, QStringLiteral("the page cannot be painted"));
    const int pages = text.pageCount();
    for (int index = 0; index < pages; ++index) {
        if (index > 0 && !writer.newPage())
            return failure(ErrorCode::Internal, QStringLiteral("no next page"));
        painter.save();
        const QRectF view(QPointF(0, index * page.height()), page);
        painter.translate(0, -view.top());
        painter.setClipRect(view);
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = view;
        context.palette.setColor(QPalette::Text, Qt::black);
        text.documentLayout()->draw(&painter, context);
        painter.restore();
        paintFoot(painter, document, paper, index, pages);
    }
    painter.end();
    return bytes;
}

Result<void> writePdf(const Document& document, const QString& file)
{
    GATEHOUSE_TRY_ASSIGN(bytes, pdfOf(document));
    QSaveFile output(file);
    if (!output.open(QIODevice::WriteOnly) || !output.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || output.write(bytes) != bytes.size() || !output.commit())
        return failure(ErrorCode::FileNotWritable, QStringLiteral("the PDF was not written"));
    return {};
}

} // namespace gatehouse::ui
