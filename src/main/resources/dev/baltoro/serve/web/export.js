// The conversation as a JSON file for the user to keep.

import { make } from './dom.js';

/** Downloads the conversation in OpenAI's form, with the request's other fields and without any key. */
export function exportConversation(conversation, system, model, request) {
  const exported = {
    exported: new Date().toISOString(), model, request, messages: conversation.wire(system), details: conversation.messages,
  };
  const url = URL.createObjectURL(new Blob([JSON.stringify(exported, null, 2)], { type: 'application/json' }));
  const link = make('a', { href: url, download: `chat-${exported.exported.slice(0, 19).replaceAll(':', '')}.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000); // after the browser has read it
}
