#pragma once

#include <QImage>
#include <QList>
#include <QString>
#include <QStringList>

#include <variant>

namespace gatehouse::ui {

// A document for paper as what it says, in order; PdfOutput.h decides how that looks. The texts come translated. A
// value, any thread.
class Document
{
public:
    struct Heading
    {
        QString text;
    };
    struct Paragraph
    {
        QString text;
    };
    struct Bullets
    {
        QStringList texts;
    };
    // Pairs of a word and what it stands for.
    struct Facts
    {
        QList<std::pair<QString, QString>> rows;
    };
    // Every row has as many cells as there are columns; the header is repeated on every page.
    struct Table
    {
        QStringList columns;
        QList<QStringList> rows;
    };
    // In a monospaced face, for hashes and codes.
    struct Code
    {
        QString text;
    };
    // At most half a page high; never enlarged beyond 96 dots an inch.
    struct Picture
    {
        QImage image;
        QString caption;
    };
    struct PageBreak
    {
    };
    using Block = std::variant<Heading, Paragraph, Bullets, Facts, Table, Code, Picture, PageBreak>;

    // `origin` stands at the foot of every page: the site, the moment.
    Document(QString title, QString subtitle, QString origin);

    Document& add(Block block);

    [[nodiscard]] const QString& title() const { return m_title; }
    [[nodiscard]] const QString& subtitle() const { return m_subtitle; }
    [[nodiscard]] const QString& origin() const { return m_origin; }
    [[nodiscard]] const QList<Block>& blocks() const { return m_blocks; }

private:
    QString m_title;
    QString m_subtitle;
    QString m_origin;
    QList<Block> m_blocks;
};

} // namespace gatehouse::ui
