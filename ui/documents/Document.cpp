#include "ui/documents/Document.h"

namespace gatehouse::ui {

Document::Document(QString title, QString subtitle, QString origin)
    : m_title(std::move(title))
    , m_subtitle(std::move(subtitle))
    , m_origin(std::move(origin))
{
}

Document& Document::add(Block block)
{
    m_blocks.append(std::move(block));
    return *this;
}

} // namespace gatehouse::ui
